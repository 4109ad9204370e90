import { crc32, deflateRawSync } from 'node:zlib';

/**
 * A zip archive with these files, names taken as they are.
 *
 * @see PKWARE APPNOTE 4.3
 */
export function zipOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const common = commonHeader(bytes, packed, name);
    const file = Buffer.concat([signature(0x04034b50), common, Buffer.from(name), packed]);
    local.push(file);
    central.push(centralHeader(common, name, offset));
    offset += file.length;
  }
  const table = Buffer.concat(central);

  return Buffer.concat([...local, table, endRecord(central.length, table.length, offset)]);
}

/** What both headers hold: version, flags, method, time, checksum, sizes, length of the name. */
function commonHeader(bytes: Buffer, packed: Buffer, name: string): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(8, 4);
  header.writeUInt16LE(0x21, 8);
  header.writeUInt32LE(crc32(bytes), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt16LE(Buffer.byteLength(name), 22);

  return header;
}

function centralHeader(common: Buffer, name: string, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);

  return Buffer.concat([
    signature(0x02014b50),
    Buffer.from([20, 0]),
    common,
    rest,
    Buffer.from(name),
  ]);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(18);
  record.writeUInt16LE(count, 4);
  record.writeUInt16LE(count, 6);
  record.writeUInt32LE(size, 8);
  record.writeUInt32LE(offset, 12);

  return Buffer.concat([signature(0x06054b50), record]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);

  return bytes;
}
