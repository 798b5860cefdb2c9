import { describe, expect, it } from 'vitest'
import { stableCosineOfPi, stableExp, stableLog, stableLog1p, stablePower } from './stable-functions.ts'

const around = Array.from({ length: 20_001 }, (_, at) => (at - 10_000) / 14)
const relative = (actual: number, expected: number): number => (actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected))

describe('functions made of exact steps alone', () => {
  it('are exponentials', () => {
    for (const x of around.filter((one) => one > -708)) expect(relative(stableExp(x), Math.exp(x)), String(x)).toBeLessThanOrEqual(4e-16)
    expect([stableExp(0), stableExp(-745.2), stableExp(710), stableExp(-Infinity), stableExp(Infinity)]).toEqual([1, 0, Infinity, 0, Infinity])
    expect(Math.abs(stableExp(-740) - Math.exp(-740))).toBeLessThanOrEqual(5e-324)
    expect(stableExp(NaN)).toBeNaN()
  })

  it('are logarithms', () => {
    for (const x of around) expect(relative(stableLog(Math.exp(x)), Math.log(Math.exp(x))), String(x)).toBeLessThanOrEqual(2e-15)
    expect([stableLog(1), stableLog(0), stableLog(Infinity)]).toEqual([0, -Infinity, Infinity])
    expect(relative(stableLog(5e-324), Math.log(5e-324))).toBeLessThanOrEqual(2e-15)
    expect([stableLog(-1), stableLog(NaN)]).toEqual([NaN, NaN])
    for (const x of [0, 1e-300, 1e-17, 1e-9, 0.001, 0.5, 1]) expect(relative(stableLog1p(x), Math.log1p(x)), String(x)).toBeLessThanOrEqual(2e-15)
  })

  it('are powers, the plain ones exact', () => {
    for (const base of [0.001, 0.3, 0.96, 1, 2.5]) for (const exponent of [-1.5, 0.5, 3, 7.25]) expect(relative(stablePower(base, exponent), base ** exponent)).toBeLessThanOrEqual(1e-14)
    expect([stablePower(0.3, 0), stablePower(0.3, 1), stablePower(0.3, 2), stablePower(0, 0), stablePower(0, 0.5), stablePower(0, 3)]).toEqual([1, 0.3, 0.3 * 0.3, 1, 0, 0])
  })

  it('are cosines', () => {
    for (let at = 0; at <= 2000; at++) expect(Math.abs(stableCosineOfPi(at / 1000) - Math.cos((Math.PI * at) / 1000))).toBeLessThanOrEqual(3e-15)
  })
})
