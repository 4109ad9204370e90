import type { Bundle } from '../stix/index.js';
import type { MessageRecord } from './controls/message-log.js';
import type { StoredFile } from './files/stored-file.js';
import { exportBundle } from './knowledge/export-bundle.js';
import type { PlaybookStep } from './playbooks/playbook-step.js';
import type { SandboxCore } from './sandbox-core.js';
import { connectorView, type ConnectorView } from './views/connector-view.js';
import { draftView, type DraftView } from './views/draft-view.js';
import {
  sandboxCounts,
  sandboxState,
  type SandboxCounts,
  type SandboxState,
} from './views/sandbox-state.js';
import { workView, type WorkView } from './views/work-view.js';

/** What a sandbox shows of itself, at the moment it is asked. */
export abstract class SandboxViews {
  /** @internal */
  protected readonly core: SandboxCore;

  /** @internal */
  protected constructor(core: SandboxCore) {
    this.core = core;
  }

  /** Everything at once, as `GET /sandbox/api/state` answers it. */
  state(): Promise<SandboxState> {
    return sandboxState(this.core.state, this.core.journal.entries());
  }

  /** How much it holds: cheap, however much that is. */
  counts(): SandboxCounts {
    return sandboxCounts(this.core.state);
  }

  /** Everything it holds as one STIX bundle, as `GET /sandbox/api/bundle` answers it. */
  bundle(): Bundle {
    return exportBundle(this.core.state.knowledge);
  }

  /** The connectors, in order of registration. */
  connectors(): readonly ConnectorView[] {
    const { connectors } = this.core.state;

    return connectors.all().map(connector => connectorView(connector, connectors));
  }

  /** The works, oldest first. */
  works(): readonly WorkView[] {
    const { works } = this.core.state;

    return works.all().map(work => workView(work, works));
  }

  /** The files it keeps, in order of arrival: uploads, exports, results of analyses. */
  files(): readonly StoredFile[] {
    return this.core.state.files.under();
  }

  /** The files that export connectors have made. */
  exports(): readonly StoredFile[] {
    return this.core.state.files.under('export/');
  }

  /** The drafts, oldest first. */
  drafts(): readonly DraftView[] {
    const { drafts } = this.core.state;

    return drafts.all().map(draft => draftView(draft, drafts));
  }

  /** The steps of playbooks that connectors were asked to do, with what came back; oldest first. */
  playbooks(): readonly PlaybookStep[] {
    return this.core.state.playbooks.all();
  }

  /** The messages that went through the queues, oldest first; at most the last two hundred. */
  get messages(): readonly MessageRecord[] {
    return this.core.state.messages.all();
  }
}
