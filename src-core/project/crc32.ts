/**
 * The checksum that zip files carry (CRC-32, polynomial 0xEDB88320, reflected).
 *
 * @returns an unsigned 32-bit integer.
 * @source ISO 3309; the check value of "123456789" is 0xCBF43926.
 */
export function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (let index = 0; index < bytes.length; index += 1) crc = TABLE[(crc ^ bytes[index]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});
