import { describe, expect, it } from 'vitest'
import { attribute } from './attributes.ts'
import { bytesField, floatField, integerField, mapField, varint } from './protobuf.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe('the wire format', () => {
  // Examples of the protocol buffers documentation, "Encoding".
  it('writes numbers in groups of seven bits, the lowest first', () => {
    expect([1, 127, 128, 150, 300].map((value) => hex(varint(value)))).toEqual(['01', '7f', '8001', '9601', 'ac02'])
    expect(hex(varint(-1))).toBe('ffffffffffffffffff01')
    expect(hex(varint(2 ** 40))).toBe('808080808020')
  })

  it('writes fields with their number and kind before them', () => {
    expect(hex(integerField(1, 150))).toBe('089601')
    expect(hex(bytesField(2, 'testing'))).toBe('120774657374696e67')
    expect(hex(floatField(4, 1))).toBe('250000803f')
    expect(hex(integerField(17, 1))).toBe('880101')
  })

  it('writes a map as messages of key and value', () => {
    expect(hex(mapField(5, { T: attribute.type('float') }))).toBe('2a070a015412023001')
  })
})
