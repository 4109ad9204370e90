// Takes the pictures of the documentation: a sandbox that cisa-kev has run into, light and dark.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { Sandbox } from '../dist/sandbox/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}/docs/images`;
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

mkdirSync(folder, { recursive: true });
const sandbox = await Sandbox.start();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  await runConnector();
  await sandbox.idle();
  for (const colorScheme of ['light', 'dark']) await takeAll(colorScheme);
} finally {
  await browser.close();
  await sandbox.stop();
}

function runConnector() {
  const args = [`${root}/dist/cli/main.js`, `${root}/examples/cisa-kev`, '--once'];
  const env = {
    ...process.env,
    ...sandbox.variables,
    CONNECTOR_ID: 'c15a0000-0000-4000-8000-00000000c15a',
  };

  return new Promise((resolve, reject) => {
    const run = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    run.on('close', code =>
      code === 0 ? resolve() : reject(new Error(`cisa-kev left with ${code}`)),
    );
  });
}

async function takeAll(colorScheme) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 800 } });
  const take = name => page.screenshot({ path: `${folder}/sandbox-${name}-${colorScheme}.png` });
  const { objects } = sandbox.bundle();
  const vulnerability = objects.find(({ type }) => type === 'vulnerability');
  const vendor = objects.find(({ name, type }) => type === 'identity' && name === 'Microsoft');

  await page.goto(sandbox.pageUrl);
  await page.locator('.counts a').first().waitFor();
  await take('overview');
  await page.goto(`${sandbox.url}/#/objects?type=vulnerability`);
  await page.locator('tbody tr').first().waitFor();
  await take('objects');
  await page.goto(`${sandbox.url}/#/objects/${vulnerability.id}`);
  await page.getByRole('heading', { name: 'STIX' }).waitFor();
  await take('object');
  await page.goto(`${sandbox.url}/#/graph?around=${vendor.id}`);
  await page.locator('.canvas canvas').first().waitFor();
  await page.getByRole('button', { name: 'Add neighbours' }).click();
  await take('graph');
  await page.goto(`${sandbox.url}/#/messages`);
  await page.locator('.log summary').first().click();
  await take('messages');
  await page.close();
}
