import { shellQuote } from '#flows';
import type { ServerAddress } from '../../lib/studio-api.ts';

/**
 * The documented command of a pack, sent to the server of this page: its project may come from options that the terminal does
 * not have. The token is named, never written out.
 */
export function shellCommand(packCommand: string, { origin, asksForToken }: ServerAddress): string {
  const command = `${packCommand} --server ${shellQuote(origin)}`;
  return asksForToken ? `${command} --token "$AKSARA_TOKEN"` : command;
}

/** The same without a server: on the file that is shown, or on the sample, which a command takes by itself. */
export function fileCommand(packCommand: string, file: string | null): string {
  return file === null ? packCommand : `${packCommand} --snapshot ${shellQuote(file)}`;
}
