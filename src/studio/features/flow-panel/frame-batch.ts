/** Collects pieces of text and hands them over together, at most once a frame. */
export interface FrameBatch {
  push(text: string): void;
  /** Hands over at once what has been collected. */
  flush(): void;
}

/** A page in the background has no frames: there the text comes with the end of the run, or when it is looked at again. */
export function createFrameBatch(onText: (text: string) => void): FrameBatch {
  let collected = '';
  let frame: number | null = null;

  function flush(): void {
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
    if (collected === '') return;
    const text = collected;
    collected = '';
    onText(text);
  }

  return {
    push(text) {
      collected += text;
      frame ??= requestAnimationFrame(flush);
    },
    flush,
  };
}
