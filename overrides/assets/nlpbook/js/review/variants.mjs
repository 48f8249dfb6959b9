// Which variant of an exercise is fresh. The seed of the n-th variant is the CRC-32 of "id/n", halved, as in
// nlpbook.exercises.session.variant_seed: known here, so that nobody has to start Python to plan a review.
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export function variantSeed(id, n) {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(`${id}/${n}`)) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ((crc ^ 0xffffffff) >>> 0) >>> 1;
}

/** The number of the first variant whose seed is not among `used`. */
export function freshVariant(id, used) {
  const known = new Set(used);
  let n = 1;
  while (known.has(variantSeed(id, n))) n += 1;
  return n;
}
