const name = 'aksara-studio:token';

/**
 * The server's access token. The launch URL carries it in the fragment, which is never sent anywhere; it is taken out of the
 * address at once and kept for this tab, so that a reload still has it. Undefined when the server asks for none.
 */
export function takeToken({ location, history, sessionStorage }: Pick<Window, 'location' | 'history' | 'sessionStorage'>): string | undefined {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem(name, given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return given ?? sessionStorage.getItem(name) ?? undefined;
}
