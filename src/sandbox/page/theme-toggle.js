const KEY = 'sandbox-theme';

/**
 * Lets people choose between dark and light; until they do, the system decides.
 *
 * @param {HTMLButtonElement} button
 * @param {() => void} changed
 */
export function addThemeToggle(button, changed) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const show = () => {
    const chosen = localStorage.getItem(KEY);
    if (chosen) document.documentElement.dataset.theme = chosen;
    const other = isDark() ? 'Light' : 'Dark';
    button.textContent = other;
    button.setAttribute('aria-label', `Use the ${other.toLowerCase()} theme`);
    changed();
  };
  const isDark = () => (localStorage.getItem(KEY) ?? (dark.matches ? 'dark' : 'light')) === 'dark';

  button.addEventListener('click', () => {
    localStorage.setItem(KEY, isDark() ? 'light' : 'dark');
    show();
  });
  dark.addEventListener('change', show);
  show();
}
