/** Numbers along an axis in the window's language. */
import { useLanguage } from '#renderer/app/use-language.ts'
import { axisNumber } from './axis-number.ts'

export function useAxisNumber(): (value: number) => string {
  const language = useLanguage()
  return (value) => axisNumber(value, language.value)
}
