/** Hands the window its port to the studio and what only the desktop can do. */
import { contextBridge } from 'electron'

contextBridge.exposeInMainWorld('candorShell', {})
