import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { cliCommand } from '#flows';
import { fileCommand, shellCommand } from './shell-command.ts';

const packCommand = cliCommand({ kind: 'query', body: { action_key: 'explain_plan', sql: "SELECT '$(id)', `a`\n-- \"x\"" } });

/** The arguments a POSIX shell passes on. */
function argumentsIn(command: string): string[] {
  const script = `aksara() { for argument in "$@"; do printf '%s\\0' "$argument"; done; }; ${command}`;
  const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { AKSARA_TOKEN: 'a secret' } });
  return printed.split('\0').slice(0, -1);
}

it('asks the server of the page, after the documented form', () => {
  const command = shellCommand(packCommand, { origin: 'http://127.0.0.1:8000', asksForToken: false });
  expect(command).toBe(`${packCommand} --server http://127.0.0.1:8000`);
  expect(argumentsIn(command).slice(-2)).toEqual(['--server', 'http://127.0.0.1:8000']);
});

it('passes every argument through a shell unchanged', () => {
  const command = shellCommand(packCommand, { origin: 'http://[::1]:8000', asksForToken: true });
  const words = argumentsIn(command);
  expect(words.slice(-4)).toEqual(['--server', 'http://[::1]:8000', '--token', 'a secret']);
  expect(words[words.indexOf('--sql') + 1]).toBe("SELECT '$(id)', `a`\n-- \"x\"");
});

it('holds no token', () => {
  expect(shellCommand(packCommand, { origin: 'http://127.0.0.1:8000', asksForToken: true })).toMatch(/ --token "\$AKSARA_TOKEN"$/);
});

it('names the file that is shown where there is no server, quoted', () => {
  const command = fileCommand(packCommand, "it's $(mine).json");
  expect(argumentsIn(command).slice(-2)).toEqual(['--snapshot', "it's $(mine).json"]);
  expect(fileCommand(packCommand, null)).toBe(packCommand);
});
