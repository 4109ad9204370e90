/** @import { Address } from './addresses.js' */
/** @import { SandboxStore, Topic } from './sandbox-store.js' */

/**
 * What fills the page below its head.
 *
 * @typedef {object} View
 * @property {string} title
 * @property {HTMLElement} root
 * @property {(topic: Topic) => void} [changed] called with what has changed in the store
 * @property {(address: Address) => boolean} [readdress] called when the address changes within the
 * same section; false when the view can't follow, and is to be made anew
 * @property {() => void} [recoloured] called when the theme has changed
 * @property {() => void} [close] called when another view takes its place
 */

/**
 * Makes a view.
 *
 * @typedef {(store: SandboxStore, address: Address) => View} ViewMaker
 */

export {};
