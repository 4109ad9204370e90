// What the folder stands for; batches are asked for by the name of their file.
export { Webhook } from './webhook.connector.js';
