export { TaxiiPost } from './taxii-post.connector.js';
