/** XML read in pieces, its elements called by their local names. No entities but XML's own: a document type is refused. */
import { SaxesParser } from 'saxes'

export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

/** Calls `afterChunk` between pieces. Throws Error where it is no XML. */
export async function readXml(chunks: AsyncIterable<Uint8Array>, handlers: XmlHandlers, afterChunk: (bytes: number) => void = () => {}): Promise<void> {
  const parser = new SaxesParser()
  const decoder = new TextDecoder()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a document type')
  })
  if (handlers.open) parser.on('opentag', ({ name, attributes }) => handlers.open?.(localName(name), attributes))
  if (handlers.text) parser.on('text', (text) => handlers.text?.(text))
  if (handlers.close) parser.on('closetag', ({ name }) => handlers.close?.(localName(name)))
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk, { stream: true }))
    afterChunk(chunk.length)
  }
  parser.write(decoder.decode())
  parser.close()
}

function localName(name: string): string {
  const at = name.indexOf(':')
  return at === -1 ? name : name.slice(at + 1)
}
