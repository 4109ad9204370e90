import { actionButton } from './action-button.js';
import { addressOf } from './addresses.js';
import { api } from './api-client.js';
import { ConnectorsPanel } from './connectors-panel.js';
import { element, fill } from './element.js';
import { amount } from './times-and-sizes.js';
import { typeBadge } from './type-badge.js';
import { WorksPanel } from './works-panel.js';

/** @type {import('./view.js').ViewMaker} */
export const overviewView = store => {
  const connectors = new ConnectorsPanel(store);
  const works = new WorksPanel(store);
  const counts = element('ul', { class: 'counts' });
  const stream = element('p', { class: 'muted' });
  const replay = actionButton({
    label: 'Replay stream',
    run: async () =>
      `${amount((await api.replayStream()).events, 'event')} sent to the live stream`,
  });
  const showCounts = () => {
    const { byType, readers } = store.counts;
    const types = Object.entries(byType).sort(([, left], [, right]) => right - left);
    fill(
      counts,
      types.map(([type, count]) =>
        element(
          'li',
          {},
          element(
            'a',
            { href: addressOf(['objects'], { type }) },
            typeBadge(type),
            element('strong', {}, amount(count)),
          ),
        ),
      ),
    );
    if (types.length === 0) {
      fill(
        counts,
        element('li', { class: 'muted' }, 'Nothing yet. What connectors send is counted here.'),
      );
    }
    stream.textContent = `${amount(readers, 'reader')} on the live stream`;
  };
  showCounts();

  return {
    title: 'Overview',
    root: element(
      'div',
      { class: 'columns' },
      element('h1', { class: 'hidden' }, 'Overview'),
      element('div', { class: 'stack' }, connectors.root, works.root),
      element(
        'div',
        { class: 'stack' },
        element(
          'section',
          { class: 'panel', 'aria-labelledby': 'knowledge' },
          element('h2', { id: 'knowledge' }, 'Knowledge'),
          counts,
        ),
        element(
          'section',
          { class: 'panel', 'aria-labelledby': 'stream' },
          element('h2', { id: 'stream' }, 'Live stream'),
          element('div', { class: 'row between' }, stream, replay),
        ),
      ),
    ),
    changed(topic) {
      if (topic === 'connectors') connectors.show();
      if (topic === 'works' || topic === 'connectors') works.show();
      if (topic === 'counts') showCounts();
    },
  };
};
