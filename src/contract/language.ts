/** The two languages of Candor, and a text that exists in both. */
import { z } from 'zod'

export const languages = ['zh-CN', 'en'] as const
export const Language = z.enum(languages)
export type Language = z.infer<typeof Language>

/** One text, written for a person in each language. */
export const Text = z.object({ en: z.string(), 'zh-CN': z.string() })
export type Text = z.infer<typeof Text>
