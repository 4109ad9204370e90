import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', 'fixtures', 'tls');

/** Path of a self-signed certificate for `localhost` and `127.0.0.1`. */
export const CERTIFICATE_PATH = join(folder, 'certificate.pem');

/** The certificate and its key, as servers take them. */
export const TLS_SERVER_OPTIONS = {
  cert: readFileSync(CERTIFICATE_PATH, 'utf8'),
  key: readFileSync(join(folder, 'key.pem'), 'utf8'),
};
