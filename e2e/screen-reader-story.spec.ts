import { expect, test } from './fixtures/test.ts';

const mebibyte = 1024 * 1024;

test('the whole story as a screen reader hears it: add, listen, pause, trouble, end, trash', async ({
  desk,
  serve,
}) => {
  const { page } = desk;
  const file = await serve({ name: 'story.bin', size: 48 * mebibyte, rate: mebibyte / 2 });
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Downloads" [level=1]
      - grid "Downloads"
      - heading "Paste a link to begin" [level=2]
      - paragraph: /Press Ctrl\\+V, or drop links/
      - button "Enter a link"
      - region "Three choices to begin with"
  `);

  await desk.button('Add').click();
  await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(file.url);
  await expect(desk.addDialog.getByText('Parallel, can resume')).toBeVisible();
  await expect(desk.addDialog).toMatchAriaSnapshot(`
    - dialog "Add downloads":
      - textbox "Links"
      - list "Links found":
        - listitem:
          - checkbox /story\\.bin/ [checked]
          - text: /story\\.bin.*48\\.0 MiB.*Parallel, can resume/
      - textbox "Checksum"
      - button "Add paused"
      - button "Download"
  `);
  await desk.addDialog.getByRole('textbox', { name: 'Checksum' }).fill(file.sha1);
  await desk.addDialog.getByRole('button', { name: 'Download', exact: true }).click();

  // The grid has a caption and heads; a row speaks in one sentence, its bar beside it.
  await desk.select(file.name);
  await expect(desk.list).toMatchAriaSnapshot(`
    - grid "Downloads":
      - rowgroup:
        - row:
          - columnheader "Name"
          - columnheader "State"
          - columnheader "Progress"
          - columnheader "Size"
          - columnheader "Speed"
          - columnheader "Time left"
          - columnheader "Added"
      - rowgroup:
        - row /^story\\.bin, \\d+ percent, \\d+(\\.\\d)? (kilo|mega)bytes? a second, \\d+ seconds? left, downloading$/ [selected]:
          - gridcell "story.bin"
          - gridcell "Downloading"
          - gridcell /\\d+ %/:
            - progressbar "Progress of story.bin"
  `);
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - banner:
      - toolbar "Actions":
        - group:
          - button "Add"
        - group:
          - button "Resume" [disabled]
          - button "Pause"
          - button "Remove"
        - group:
          - button "Verify"
        - searchbox "Search"
        - group:
          - button "Menu"
    - navigation "Categories":
      - tree "Categories":
        - treeitem /All/ [selected]
    - main:
      - heading "Downloads" [level=1]
      - grid "Downloads"
      - region "Details":
        - group "About story.bin":
          - img /The whole file/
          - tablist:
            - tab "Segments" [selected]
            - tab "Map"
            - tab "Graph"
            - tab "Log"
            - tab "Sources"
            - tab "Checksum"
            - tab "Details"
          - tabpanel "Segments"
    - contentinfo "Status"
  `);
  await expect(page.getByRole('tabpanel', { name: 'Segments' })).toMatchAriaSnapshot(`
    - list:
      - listitem:
        - progressbar "Segment 1"
      - listitem:
        - progressbar "Segment 2"
  `);
  await expect(page.getByRole('contentinfo')).toMatchAriaSnapshot(`
    - contentinfo "Status":
      - text: /1 downloading [\\d.]+ [KM]iB\\/s/
      - 'button "Speed limit: No limit"'
      - text: /free/
  `);
  await desk.tab('Map').click();
  await expect(page.getByRole('tabpanel')).toMatchAriaSnapshot(`
    - tabpanel "Map":
      - img /Map of the file. \\d+ percent, [\\d.]+ MiB of 48\\.0 MiB received/
      - list "Colours of the map"
  `);

  await desk.button('Pause').click();
  await expect(desk.row(file.name)).toHaveAccessibleName(/^story\.bin, \d+ percent, paused$/);
  await desk.button('Resume').click();
  await expect(desk.row(file.name)).toHaveAccessibleName('story.bin, verified');
  await desk.tab('Checksum').click();
  await expect(page.getByRole('tabpanel')).toContainText('The SHA-1 of the file is the expected one.');

  await desk.add(new URL('gone.bin', file.url).href);
  await expect(desk.row('gone.bin')).toMatchAriaSnapshot(`
    - row /^gone\\.bin, failed/:
      - gridcell "gone.bin"
      - gridcell "Failed"
      - gridcell /The server has no such file \\(HTTP 404\\)/:
        - button "New link for gone.bin"
        - button "Retry gone.bin"
  `);

  await desk.select(file.name);
  await desk.button('Remove').click();
  await expect(page.getByRole('region', { name: 'Notifications' })).toMatchAriaSnapshot(`
    - region "Notifications":
      - dialog /story\\.bin.*is in the trash/:
        - heading /story\\.bin.*is in the trash/ [level=2]
        - button "Undo"
  `);
  await expect(page.getByRole('navigation', { name: 'Categories' })).toMatchAriaSnapshot(`
    - navigation "Categories":
      - tree "Categories":
        - treeitem "All 1" [selected]
        - treeitem "Downloading 0"
        - treeitem "Waiting 0"
        - treeitem "Finished 0" [expanded]
        - treeitem "Software 0" [level=2]
        - treeitem "Failed 1"
        - treeitem "Trash 1"
      - button "Categories…"
      - separator "Width of the categories"
  `);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(desk.row(file.name)).toHaveAccessibleName('story.bin, verified');
});
