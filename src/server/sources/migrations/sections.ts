/** Marker lines that divide one file into what is done and what undoes it. */
export interface SectionMarkers {
  readonly up: RegExp;
  readonly down: RegExp;
}

export interface Sections {
  readonly up: string;
  readonly down: string | null;
  /** The marker lines as written: tools put options on them. */
  readonly upMarker: string;
}

/** Null when the file has no up marker. The markers' lines stay out of the sections. */
export function splitSections(text: string, markers: SectionMarkers): Sections | null {
  const up: string[] = [];
  const down: string[] = [];
  let into: string[] | null = null;
  let upMarker: string | null = null;
  let hasDown = false;
  for (const line of text.split('\n')) {
    if (markers.up.test(line)) {
      upMarker ??= line;
      into = up;
    } else if (markers.down.test(line)) {
      hasDown = true;
      into = down;
    } else {
      into?.push(line);
    }
  }
  if (upMarker === null) return null;
  return { up: trimLines(up), down: hasDown ? trimLines(down) : null, upMarker };
}

function trimLines(lines: readonly string[]): string {
  const text = lines.join('\n').trim();
  return text === '' ? '' : `${text}\n`;
}
