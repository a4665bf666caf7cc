import type { FlowRequest, PromptPack } from '#contract';

/** The server's own answer to a flow request, as its JSON text and parsed. */
export async function askServer(url: string, { kind, body }: FlowRequest): Promise<{ readonly text: string; readonly pack: PromptPack }> {
  const response = await fetch(`${url}/studio/ai/flows/${kind}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  // Its shape is what the tests of the contract check; here only bytes are compared.
  return { text, pack: JSON.parse(text) as PromptPack };
}
