/** Ends what the global set-up started. */
async function globalTeardown(): Promise<void> {
  await globalThis.sharedRabbitMq?.stop();
}

export = globalTeardown;
