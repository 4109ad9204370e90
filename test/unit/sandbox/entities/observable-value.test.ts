import { observableValue } from '../../../../src/sandbox/entities/observable-value.js';

describe('observableValue', () => {
  it.each([
    ['198.51.100.7', { type: 'ipv4-addr', value: '198.51.100.7' }],
    ['Cloud', { type: 'autonomous-system', number: 64_500, name: 'Cloud' }],
    ['64500', { type: 'autonomous-system', number: 64_500 }],
    ['a.exe', { type: 'file', name: 'a.exe', hashes: { MD5: 'x' } }],
    ['sha', { type: 'file', hashes: { MD5: 'md', 'SHA-256': 'sha' } }],
    ['/tmp', { type: 'directory', path: '/tmp' }],
    ['HKLM', { type: 'windows-registry-key', key: 'HKLM' }],
    ['alice', { type: 'user-account', account_login: 'alice', user_id: '7' }],
    ['tcp 80 → 443', { type: 'network-traffic', protocols: ['tcp'], src_port: 80, dst_port: 443 }],
    ['hello', { type: 'email-message', subject: 'hello' }],
    ['CN=x', { type: 'x509-certificate', subject: 'CN=x' }],
    ['id', { type: 'process' }],
    ['id', { type: 'file', hashes: null, name: '' }],
  ])('is %j of %j', (value, object) => {
    expect(observableValue({ id: 'id', ...object })).toBe(value);
  });
});
