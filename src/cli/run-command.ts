/** Table of contents of the command line: one line a command. */
import { candorHome } from '#host/folders.ts'
import { serve } from '#web/serve.ts'
import type { Command } from './command.ts'
import { engines } from './engines.ts'
import { exportProject } from './export.ts'
import { importProject } from './import.ts'
import { inspect } from './inspect.ts'
import { homeOfProject } from './find-project.ts'
import { homeOfRun } from './find-run.ts'
import { predict } from './predict.ts'
import { resume } from './resume.ts'
import { withStudio } from './session.ts'
import type { Terminal } from './terminal.ts'
import { homeForRun, train } from './train.ts'
import { usage } from './usage.ts'
import { verify } from './verify.ts'

/** `built` is the folder of the built Node entries. */
export async function runCommand(command: Command, terminal: Terminal, built: string): Promise<void> {
  switch (command.name) {
    case 'help':
      return terminal.answer(usage[terminal.language].trimEnd())
    case 'inspect':
      return withStudio(built, null, (studio) => inspect(studio, terminal, command))
    case 'train':
      return withStudio(built, await homeForRun(command.out), (studio) => train(studio, terminal, command))
    case 'predict':
      return withStudio(built, await homeOfRun(command.run, candorHome()), (studio) => predict(studio, terminal, command))
    case 'resume':
      return withStudio(built, await homeOfRun(command.run, candorHome()), (studio) => resume(studio, terminal, command))
    case 'verify':
      return withStudio(built, await homeOfRun(command.run, candorHome()), (studio) => verify(studio, terminal, command))
    case 'export':
      return withStudio(built, await homeOfProject(command.project, candorHome()), (studio) => exportProject(studio, terminal, command))
    case 'import':
      return withStudio(built, candorHome(), (studio) => importProject(studio, terminal, command))
    case 'engines':
      return withStudio(built, null, (studio) => engines(studio, terminal, command))
    case 'serve':
      return serve(built, command.port === undefined ? {} : { port: command.port })
    default:
      command satisfies never
  }
}
