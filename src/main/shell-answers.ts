/** Answers to what the window asks of its shell. Each call is refused unless our own main frame made it. */
import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { shellCalls } from '#contract/shell-calls.ts'
import { mayCall } from './policy.ts'
import type { ShellFacts } from './shell-facts.ts'
import { readFacts, readSuggestedName } from './shell-facts.ts'
import { clampZoom } from './shell-state.ts'

export interface ShellAnswers {
  chooseFile(): Promise<string | null>
  chooseSavePath(suggestedName: string): Promise<string | null>
  setZoom(percent: number): void
  tell(facts: ShellFacts): void
  quit(): void
}

export function answerShellCalls(ipc: Pick<IpcMain, 'handle'>, answers: ShellAnswers): void {
  function on(call: string, answer: (value: unknown) => unknown): void {
    ipc.handle(call, (event: IpcMainInvokeEvent, value: unknown) => {
      if (!mayCall(event.senderFrame)) throw new Error(`${call}: refused`)
      return answer(value)
    })
  }

  on(shellCalls.chooseFile, () => answers.chooseFile())
  on(shellCalls.chooseSavePath, (name) => answers.chooseSavePath(readSuggestedName(name)))
  on(shellCalls.setZoom, (percent) => {
    if (typeof percent === 'number' && Number.isFinite(percent)) answers.setZoom(clampZoom(percent))
  })
  on(shellCalls.tell, (value) => {
    const facts = readFacts(value)
    if (facts) answers.tell(facts)
  })
  on(shellCalls.quit, () => answers.quit())
}
