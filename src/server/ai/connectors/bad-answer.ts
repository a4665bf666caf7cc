import { ProviderFailure } from '../transport/provider-failure.ts';

/** The provider sent something else than an answer of its kind. */
export function badAnswer(what: string): ProviderFailure {
  return new ProviderFailure('PROVIDER_BAD_ANSWER', `The provider sent ${what}.`, { remedy: 'Check that the base URL belongs to this kind of provider.' });
}
