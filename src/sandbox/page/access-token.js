const KEY = 'sandbox-token';

/**
 * The token that buttons need. It comes behind the `#` of the address the sandbox printed, which no
 * browser sends anywhere, or from whoever types it in; this tab remembers it.
 */
export const accessToken = {
  /** @returns {string} empty when there is none */
  get() {
    return sessionStorage.getItem(KEY) ?? '';
  },

  /** @param {string} token */
  set(token) {
    sessionStorage.setItem(KEY, token);
  },

  /** Takes the token out of the address, so that it is not left in the history. */
  takeFromAddress() {
    const given = /^#token=([^&]+)/.exec(location.hash)?.[1];
    if (given === undefined) return;
    this.set(decodeURIComponent(given));
    history.replaceState(null, '', `${location.pathname}#/`);
  },
};
