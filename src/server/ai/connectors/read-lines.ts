import { readChunks } from './read-chunks.ts';

/** The lines of an answer that is streamed as text, without empty ones. Bytes that are no UTF-8 are replaced. */
export async function* readLines(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let open: string[] = [];
  for await (const bytes of readChunks(response.body)) {
    const [first = '', ...rest] = decoder.decode(bytes, { stream: true }).split('\n');
    open.push(first);
    for (const next of rest) {
      const line = open.join('').trim();
      open = [next];
      if (line !== '') yield line;
    }
  }
  const last = (open.join('') + decoder.decode()).trim();
  if (last !== '') yield last;
}
