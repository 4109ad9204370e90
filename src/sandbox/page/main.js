import { accessToken } from './access-token.js';
import { readAddress } from './addresses.js';
import { api, ApiError } from './api-client.js';
import { askToken } from './ask-token.js';
import { draftsView } from './drafts-view.js';
import { filesView } from './files-view.js';
import { graphView } from './graph-view.js';
import { messagesView } from './messages-view.js';
import { objectView } from './object-view.js';
import { objectsView } from './objects-view.js';
import { overviewView } from './overview-view.js';
import { SandboxStore } from './sandbox-store.js';
import { addThemeToggle } from './theme-toggle.js';
import { keepTimesFresh } from './times-and-sizes.js';

/** @import { View, ViewMaker } from './view.js' */

/** @type {Record<string, ViewMaker>} */
const SECTIONS = {
  objects: objectsView,
  graph: graphView,
  files: filesView,
  drafts: draftsView,
  messages: messagesView,
};

const FEED_TEXTS = { live: 'Live', connecting: 'Connecting', refused: 'Token needed' };

const store = new SandboxStore();
const main = /** @type {HTMLElement} */ (document.getElementById('main'));
/** @type {View | undefined} */
let view;
let shownSection = '';

accessToken.takeFromAddress();
addThemeToggle(/** @type {HTMLButtonElement} */ (document.getElementById('theme')), () =>
  view?.recoloured?.(),
);
store.on(topic => (topic === 'feed' ? showFeed() : view?.changed?.(topic)));
window.addEventListener('hashchange', () => navigate(true));
document.querySelector('.skip')?.addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
navigate(false);
keepTimesFresh();
void enter();

/** Shows who the sandbox is, and begins to follow it; a visitor without access is asked for the token. */
async function enter() {
  try {
    const { version } = await api.about();
    const place = document.getElementById('version');
    if (place) place.textContent = version;
    store.follow();
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) return void setTimeout(enter, 2_000);
    if (await askToken('From another machine the sandbox is read with its token only.'))
      return enter();
    store.feed = 'refused';
    showFeed();
  }
}

/** @param {boolean} isMoved whether somebody went here, rather than opened the page */
function navigate(isMoved) {
  accessToken.takeFromAddress();
  const address = readAddress(location.hash);
  const [section = '', id] = address.path;
  const name = id === undefined ? section : `${section}/:id`;
  if (name === shownSection && view?.readdress?.(address)) return;

  view?.close?.();
  shownSection = name;
  const make =
    section === 'objects' && id !== undefined ? objectView : (SECTIONS[section] ?? overviewView);
  view = make(store, address);
  main.replaceChildren(view.root);
  document.title = `${view.title} · OpenCTI sandbox`;
  markSection(section);
  if (!isMoved) return;
  scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

/** @param {string} section */
function markSection(section) {
  const known = Object.hasOwn(SECTIONS, section) ? section : '';
  for (const link of document.querySelectorAll('#sections a')) {
    if (link.getAttribute('href') === `#/${known}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function showFeed() {
  const place = document.getElementById('feed');
  if (!place) return;
  place.className = `feed ${store.feed}`;
  place.textContent = FEED_TEXTS[store.feed];
}
