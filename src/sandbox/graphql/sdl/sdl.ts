import { ENTITY_SDL } from './entity-sdl.js';
import { FILE_SDL } from './file-sdl.js';
import { PLATFORM_SDL } from './platform-sdl.js';
import { WORKSPACE_SDL } from './workspace-sdl.js';

/**
 * The part of OpenCTI's GraphQL schema that the sandbox knows field by field. What it describes is
 * checked as the platform checks it: an unknown field, argument or input is refused. A type that is
 * named but not described is open: any field may be asked of it, and what it does not have is null.
 *
 * `@since(generation: 7)` marks what the 6.9 line does not have.
 */
export const SDL = [PLATFORM_SDL, FILE_SDL, ENTITY_SDL, WORKSPACE_SDL].join('\n');
