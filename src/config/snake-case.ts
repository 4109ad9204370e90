/** `catalogUrl` → `catalog_url`, `useSSLCert` → `use_ssl_cert`, `sendToS3Bucket` → `send_to_s3_bucket`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}
