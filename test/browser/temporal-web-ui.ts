import type { FrameLocator, Locator, Page } from 'playwright-core';
import { TASK_QUEUE } from '../../contracts/names';

/** What the Web UI shows to send, from a person. */
export function asLiWei(json: string): string {
  return json.replace('YOUR-NAME', 'li.wei');
}

/** What an operator does and sees in Temporal's Web UI. */
export class TemporalWebUi {
  readonly #page: Page;
  readonly #namespace: string;
  readonly #address: string;

  /** @param address for example `http://127.0.0.1:8233` */
  constructor(page: Page, address: string) {
    this.#page = page;
    this.#namespace = `${address}/namespaces/default`;
    this.#address = `${this.#namespace}/workflows`;
  }

  /** Opens the form Start Workflow with what the query string fills in. */
  async openStartForm(prefilled: Record<string, string>): Promise<void> {
    await this.#page.goto(`${this.#address}/start-workflow?${new URLSearchParams(prefilled)}`);
    await this.#page.getByText('Task Queue is Active').waitFor();
  }

  /** What a field of the form holds. */
  field(label: 'Workflow ID' | 'Task Queue' | 'Workflow Type'): Locator {
    return this.#page.getByRole('textbox', { name: label });
  }

  /** Sends the form off and goes to the run that it started. */
  async start(input: string, encoding: 'json/plain' | 'json/protobuf' = 'json/plain'): Promise<void> {
    await typeJson(this.#page.getByRole('main'), input);
    await this.#page.getByText(encoding, { exact: true }).click();
    await this.#page.getByRole('button', { name: 'Start Workflow' }).click();
    await this.#page.getByRole('link', { name: 'Workflow started successfully' }).click();
  }

  /** Sets the codec endpoint of this browser, with the cookies of its sign-in page. */
  async useCodecEndpoint(url: string): Promise<void> {
    await this.#page.goto(this.#address);
    await this.#page.getByRole('button', { name: 'Configure Codec Server' }).click();
    await this.#page.getByRole('textbox', { name: 'Codec Server browser endpoint' }).fill(url);
    await this.#page.getByRole('button', { name: /Use Cluster-level setting/ }).click();
    await this.#page.getByText('Use my browser setting and ignore Cluster-level setting').click();
    // By keyboard: the page's own bar lies over the end of the form.
    await this.#page.getByRole('switch', { name: 'Include cross-origin credentials' }).press('Space');
    await this.#page.getByRole('button', { name: 'Apply' }).press('Enter');
  }

  /** Opens the history of the latest run with a workflow ID. */
  async openRun(workflowId: string): Promise<void> {
    await this.#page.goto(`${this.#address}/${encodeURIComponent(workflowId)}`);
    await this.#page.getByRole('heading', { name: workflowId }).waitFor();
  }

  /** Opens the list of workflows with a filter, and waits until it shows a run. */
  async findRun(query: string, workflowId: string): Promise<void> {
    await this.#page.goto(`${this.#address}?${new URLSearchParams({ query })}`);
    const table = this.#page.getByRole('table', { name: 'Workflows' });
    await table.getByRole('link', { name: workflowId, exact: true }).waitFor();
  }

  /** Fills in the form Create Schedule and sends it off. */
  async createSchedule(name: string, workflowId: string, input: string): Promise<void> {
    await this.#page.goto(`${this.#namespace}/schedules/create`);
    const field = (label: string) => this.#page.getByRole('textbox', { name: label, exact: true });
    await field('Name').fill(name);
    await field('Workflow Type').fill('prepareMigration');
    await field('Workflow Id').fill(workflowId);
    await field('Task Queue').fill(TASK_QUEUE);
    await typeJson(this.#page.getByRole('main'), input);
    await field('days').fill('1');
    await this.#page.getByRole('button', { name: 'Create Schedule' }).click();
    await this.#page.getByRole('link', { name, exact: true }).waitFor();
  }

  /** Lets a schedule fire now. */
  async triggerSchedule(name: string): Promise<void> {
    await this.#page.goto(`${this.#namespace}/schedules/${name}`);
    await this.#page.getByRole('button', { name: 'Schedule Actions' }).click();
    await this.#page.getByRole('menuitem', { name: 'Trigger' }).click();
    await this.#page.getByRole('dialog').getByRole('button', { name: 'Trigger' }).click();
  }

  /** Waits until the run has the status, which the page follows by itself. */
  async waitForStatus(status: 'Running' | 'Completed' | 'Failed'): Promise<void> {
    await this.#page.getByText(status, { exact: true }).first().waitFor();
  }

  /** Waits for a text anywhere on the page. */
  async waitForText(text: string): Promise<void> {
    await this.#page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** What the history says of the event of a type that a run has once. */
  async event(type: string): Promise<string> {
    return this.#page.getByRole('row').filter({ hasText: type }).innerText();
  }

  /** The panel Current Details as it is now: the page asks the worker for it when it is opened. */
  async currentDetails(): Promise<FrameLocator> {
    await this.#page.getByRole('tab', { name: 'User Metadata' }).click();
    const details = this.#page.frameLocator('iframe');
    await details.getByRole('table').waitFor();
    return details;
  }

  /** Saves the panel Current Details, which is open, as a PNG. */
  async photographDetails(path: string): Promise<void> {
    await this.#page.setViewportSize({ width: 1600, height: 1900 });
    const nowhere = { x: 0, y: 0, width: 0, height: 0 };
    const heading = this.#page.getByRole('heading', { name: 'Current Details' }).locator('xpath=..');
    const { x, y, width } = (await heading.boundingBox()) ?? nowhere;
    const details = (await this.#page.locator('iframe').boundingBox()) ?? nowhere;
    const margin = 20;
    await this.#page.screenshot({
      path,
      clip: {
        x: x - margin,
        y: y - margin / 2,
        width: width + 2 * margin,
        height: details.y + details.height - y + margin,
      },
    });
  }

  /** Opens the dialog Send a Signal and chooses a signal; returns what the list says of it. */
  async chooseSignal(name: string): Promise<string> {
    await this.#page.getByRole('button', { name: 'More Actions' }).click();
    await this.#page.getByRole('menuitem', { name: 'Send a Signal' }).click();
    await this.#signalDialog.getByRole('button', { name: 'Select a signal' }).click();
    const option = this.#signalDialog.getByRole('option', { name: new RegExp(`^${name}\\b`) });
    const description = await option.innerText();
    await option.click();
    return description;
  }

  /** Sends the chosen signal. */
  async sendSignal(input: string): Promise<void> {
    await typeJson(this.#signalDialog, input);
    await this.#signalDialog.getByRole('button', { name: 'Submit' }).click();
    await this.#page.getByText('Workflow signaled').waitFor();
  }

  /** Sends an update in its dialog, which closes once the update is accepted. */
  async sendUpdate(name: string, input: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'More Actions' }).click();
    await this.#page.getByRole('menuitem', { name: 'Send an Update' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Send an Update' });
    await dialog.getByRole('button', { name: 'Select an Update' }).click();
    await dialog.getByRole('option', { name: new RegExp(`^${name}\\b`) }).click();
    await typeJson(dialog, input);
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  get #signalDialog(): Locator {
    return this.#page.getByRole('dialog', { name: 'Send a Signal' });
  }
}

/**
 * Types into the JSON editor of a form and leaves it. On leaving, the editor reformats the JSON and moves the button
 * below it, so a click that does both misses the button.
 */
async function typeJson(form: Locator, json: string): Promise<void> {
  const editor = form.locator('[contenteditable=true]').first();
  await editor.fill(json);
  await editor.blur();
}
