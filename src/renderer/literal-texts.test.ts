import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'vue/compiler-sfc'
import type { SFCTemplateBlock } from 'vue/compiler-sfc'
import { describe, expect, it } from 'vitest'

type Child = NonNullable<SFCTemplateBlock['ast']>['children'][number]

const folder = import.meta.dirname
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.vue') && !file.includes('node_modules'))
/** Attributes that people see or hear. */
const spoken = new Set(['title', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'placeholder', 'alt', 'label', 'description', 'text', 'name'])
/** Names of keys are the same in every language. */
const keys = new Set(['Ctrl K'])
const word = /\p{L}{2,}/u

describe('templates', () => {
  it.each(files)('%s has no words of its own: they come from the locales', (file) => {
    const { descriptor } = parse(readFileSync(join(folder, file), 'utf8'), { filename: file })
    expect((descriptor.template?.ast?.children ?? []).flatMap(literalsIn)).toEqual([])
  })

  it('are all looked at', () => {
    expect(files.length).toBeGreaterThan(50)
  })
})

function literalsIn(node: Child): string[] {
  if ('tag' in node) return [...attributesOf(node), ...(node.tag === 'svg' ? [] : node.children.flatMap(literalsIn))]
  const comment = node.loc.source.startsWith('<!--')
  if (comment || !('content' in node) || typeof node.content !== 'string') return []
  const text = node.content.trim()
  return word.test(text) && !keys.has(text) ? [text] : []
}

function attributesOf({ tag, props }: Extract<Child, { tag: string }>): string[] {
  return props.flatMap((prop) => {
    // `name` of an icon, a slot or a radio button is no text; a bound attribute has no value of its own.
    const named = prop.name === 'name' && (tag === 'UIcon' || tag === 'slot' || tag === 'input')
    if (!('value' in prop) || !spoken.has(prop.name) || named) return []
    const text = prop.value?.content ?? ''
    return word.test(text) ? [`${prop.name}="${text}"`] : []
  })
}
