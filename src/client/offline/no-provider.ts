import { FlowError } from '#contract';

export function noProvider(): FlowError {
  return new FlowError('AI_HUB_NOT_CONFIGURED', 'This page has no server, so it asks no provider and keeps no key: it makes packs to copy.', {
    remedy: 'Copy the prompts into a chat of yours, or start a server with: aksara studio',
  });
}
