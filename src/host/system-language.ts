/** The language of this process's messages where nobody chose one: the terminal's, else the system's. */
import type { Language } from '#contract/language.ts'

export function systemLanguage(environment: Record<string, string | undefined> = process.env): Language {
  return languageOfLocale(environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale)
}

/** 'zh_CN.UTF-8', 'zh-Hans' ... are Chinese; everything else reads English. */
export function languageOfLocale(locale: string): Language {
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}
