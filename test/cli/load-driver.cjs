// Loads a path with the built octiflow, builds what it finds, and prints what happened as JSON.
const { join } = require('node:path');

const [dist, ...paths] = process.argv.slice(2);
const { loadConnectors } = require(join(dist, 'cli/load/index.js'));
const { Container, checkConstructors } = require(join(dist, 'injection/index.js'));

/** The connector, and the names of the classes that it was given. */
function built(connector) {
  const container = Container.create();
  checkConstructors(connector, token => container.isProvided(token));
  const instance = container.resolve(connector);

  return {
    name: connector.name,
    holds: Object.values(instance).map(value => value.constructor.name),
  };
}

function shown(error) {
  const { name, code, message, fix, exitCode, cause } = error;
  return { error: { name, code, message, fix, exitCode, stack: (cause ?? error).stack } };
}

async function load(path) {
  try {
    const { file, folder, connectors } = await loadConnectors(path);
    return { file, folder, connectors: connectors.map(built) };
  } catch (error) {
    return shown(error);
  }
}

async function main() {
  const results = [];
  for (const path of paths) results.push(await load(path));
  const compiler = Object.keys(require.cache).some(file => file.includes('@swc'));

  console.log(JSON.stringify({ results, compiler }));
}

void main();
