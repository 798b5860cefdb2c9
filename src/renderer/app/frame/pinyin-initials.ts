/**
 * The first letters of a Chinese text's pinyin, as people type them to search: 开始训练 is ksxl. From the order that the browser's
 * own Chinese collation has; a character with several readings counts with its commonest.
 */
const collator = new Intl.Collator('zh-Hans-u-co-pinyin')
/** The first character of each letter in that order; no syllable begins with i, u or v. */
const firsts: readonly (readonly [letter: string, character: string])[] = [...'a阿b八c嚓d哒e妸f发g旮h哈j讥k咔l垃m妈n拏o噢p妑q七r呥s仨t他w屲x夕y丫z帀'.matchAll(/([a-z])(\p{Script=Han})/gu)].map(([, letter = '', character = '']) => [letter, character])

/** Other characters stay as they are, in lower case. */
export function pinyinInitials(text: string): string {
  return Array.from(text, (character) => (/\p{Script=Han}/u.test(character) ? (firsts.findLast(([, first]) => collator.compare(first, character) <= 0)?.[0] ?? '') : character.toLowerCase())).join('')
}
