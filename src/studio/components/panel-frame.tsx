import type { ComponentProps } from 'react';

/** Where a panel stands: over the page from the right, beside it from 1440 px on, over all of it on a narrow screen. Not modal: the page stays usable. */
export function PanelFrame(props: ComponentProps<'div'>) {
  return (
    <div
      role="dialog"
      aria-modal="false"
      tabIndex={-1}
      data-slot="panel"
      className="panel-in fixed inset-0 z-30 flex flex-col border-line-strong bg-surface shadow-panel outline-none narrow:left-[calc(56px+288px)] narrow:border-l wide:left-auto wide:w-140 beside:static beside:w-120 beside:shrink-0 beside:shadow-none min-[1600px]:w-140"
      {...props}
    />
  );
}
