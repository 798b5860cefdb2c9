/** Names of months, whole and cut to three letters, in the languages that files are mostly written in. */

const names = [
  'january february march april may june july august september october november december',
  'januar februar märz april mai juni juli august september oktober november dezember',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
]

const months = new Map<string, number>()
for (const language of names) {
  for (const [index, name] of language.split(' ').entries()) {
    for (const form of [name, name.slice(0, 4), name.slice(0, 3)]) if (!months.has(form)) months.set(form, index + 1)
  }
}

/** 1 to 12, or 0 for any other word. French cuts juin and juillet after the fourth letter. */
export function monthOfName(word: string): number {
  const name = word.toLowerCase()
  return name === 'jui' ? 0 : (months.get(name) ?? 0)
}
