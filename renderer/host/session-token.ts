const storageKey = 'tributary.token';

/** The token in a fragment like `#token=abc`; null where there is none. */
export function tokenInFragment(fragment: string): string | null {
  const token = new URLSearchParams(fragment.replace(/^#/, '')).get('token');
  return token !== null && /^[\w.~-]+$/.test(token) ? token : null;
}

/**
 * The session's token: from the address's fragment, which is then taken out of the address bar and of
 * the history, or from this tab's session storage after a reload.
 */
export function takeSessionToken(
  page: Pick<Window, 'location' | 'history' | 'sessionStorage'>,
): string | null {
  const fresh = tokenInFragment(page.location.hash);
  if (fresh === null) return page.sessionStorage.getItem(storageKey);
  page.sessionStorage.setItem(storageKey, fresh);
  page.history.replaceState(null, '', page.location.pathname + page.location.search);
  return fresh;
}
