/** The chunks of a stream as they come; whoever stops reading early closes it. */
export async function* readChunks<Chunk>(stream: ReadableStream<Chunk> | null): AsyncGenerator<Chunk> {
  const reader = stream?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) yield part.value;
  } finally {
    await reader?.cancel();
  }
}
