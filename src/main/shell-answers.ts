/** Answers to what the window asks of its shell. Each call is refused unless our own main frame made it. */
import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import type { ChosenKind } from '#contract/shell.ts'
import { shellCalls } from '#contract/shell-calls.ts'
import { mayCall } from './policy.ts'
import type { ShellFacts } from './shell-facts.ts'
import { readChosenKind, readFacts, readSuggestedName } from './shell-facts.ts'
import { clampZoom } from './shell-state.ts'

export interface ShellAnswers {
  chooseFile(kind: ChosenKind): Promise<string | null>
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

  on(shellCalls.chooseFile, (kind) => answers.chooseFile(readChosenKind(kind)))
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
