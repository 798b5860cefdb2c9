/** What the scripts tell a person, in the language of the terminal. Everything goes to standard error: output belongs to the program. */

const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || Intl.DateTimeFormat().resolvedOptions().locale
const chinese = locale.startsWith('zh')

/** @param {string} en @param {string} zh */
export function inLanguage(en, zh) {
  return chinese ? zh : en
}

/** @param {string} en @param {string} zh */
export function say(en, zh) {
  process.stderr.write(`${inLanguage(en, zh)}\n`)
}
