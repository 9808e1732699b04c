// The server under test: this project's own binary, on a free port, with a folder of its own that goes away again.

import { execFile, spawn, type ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

/** How long a start may take (ms): an unoptimised server hashes the passwords of the demo's accounts slowly. */
const START = 300_000;

/** How long a stop may take (ms) before it is made to. */
const STOP = 10_000;

/** A running server. */
export interface Server {
  /** Its address, without a slash at the end. */
  readonly url: string;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
}

/** Somebody with a one-time password. */
export interface Newcomer {
  readonly account: string;
  readonly password: string;
}

/** The three administrators of a system without anybody else, by the one-time passwords that were printed. */
export interface Administrators {
  readonly system: Newcomer;
  readonly security: Newcomer;
  readonly audit: Newcomer;
}

/**
 * Starts `zeqing demo` in memory and waits until it is ready. What it prints goes to the given file. With an instant, the
 * demo is filled as of then, and its clock stands still there.
 */
export async function startServer(log: string, at?: string): Promise<Server> {
  return serve(at ? ["demo", "--at", at] : ["demo"], await settings(() => "mem://"), log);
}

/** Makes the three administrators of a new database in a folder, and then starts `zeqing serve` on it. */
export async function startEmptyServer(log: string): Promise<Server & Administrators> {
  const its = await settings((folder) => `surrealkv://${join(folder, "db")}`);
  // Before the server: an embedded database has one owner at a time.
  const system = await createAdministrator(its, "xitong", "系统管理员（虚构）", "system_admin");
  const security = await createAdministrator(its, "anquan", "安全管理员（虚构）", "security_admin");
  const audit = await createAdministrator(its, "shenji", "审计管理员（虚构）", "audit_admin");
  return { ...(await serve(["serve"], its, log)), system, security, audit };
}

/** An administrator, made on the machine itself. */
async function createAdministrator(its: Settings, account: string, name: string, role: string): Promise<Newcomer> {
  const who = ["--account", account, "--name", name, "--role", role];
  const stdout = await zeqing(["admin", "create", ...who], its);
  const password = /first sign-in is (\S+)/.exec(stdout)?.[1];
  if (!password) throw new Error(`no one-time password was printed, but: ${stdout}`);
  return { account, password };
}

/** Runs a command of the program under test to its end, and answers what it printed. */
export async function zeqing(command: string[], its?: Settings): Promise<string> {
  const where = { cwd: its?.folder, env: its?.env };
  const { stdout } = await promisify(execFile)(required("ZEQING_BIN"), command, where);
  return stdout;
}

/** Where a server has its things. */
interface Settings {
  readonly folder: string;
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Settings with a new folder and a free port; the address of the database may name the folder. */
async function settings(database: (folder: string) => string): Promise<Settings> {
  const folder = await mkdtemp(join(tmpdir(), "zeqing-end2end-"));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const env = {
    ...process.env,
    ZEQING_ADDR: address,
    ZEQING_DATABASE: database(folder),
    ZEQING_FILES: `file://${join(folder, "files")}`,
    ZEQING_PUBLIC_URL: url,
    ZEQING_SITE: required("ZEQING_SITE"),
    // The tests expect the answer itself, and a program that is not optimised is slower by far.
    ZEQING_PATIENCE: "20",
  };
  return { folder, url, env };
}

async function serve(command: string[], { folder, url, env }: Settings, log: string): Promise<Server> {
  const child = spawn(required("ZEQING_BIN"), command, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  await mkdir(join(log, ".."), { recursive: true });
  const output = createWriteStream(log);
  child.stdout?.pipe(output, { end: false });
  child.stderr?.pipe(output, { end: false });
  const stop = async () => {
    await stopped(child);
    output.end();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(url, child);
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\n${(await readFile(log, "utf8")).slice(-4000)}`);
  }
  return { url, stop };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; start the browser tests by: cargo xtask test --only browser`);
  return value;
}

/** Asks the system for a port. Nobody else takes it in the moment until the server does: workers start one by one. */
async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  let failure: Error | undefined;
  child.once("error", (error) => (failure = error));
  const end = Date.now() + START;
  while (Date.now() < end) {
    if (failure) throw failure;
    if (child.exitCode !== null) throw new Error(`the server ended with exit code ${child.exitCode}`);
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await wait(100);
  }
  throw new Error(`the server was not ready after ${START / 1000} s`);
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), STOP);
  await exit;
  clearTimeout(late);
}
