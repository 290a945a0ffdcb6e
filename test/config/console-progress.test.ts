import { describe, expect, it } from 'vitest';
import { consoleProgress } from '../../engine/boot/console-progress.ts';

describe('The console', () => {
  it('names a step when it begins, and says how long it took when that was more than a second', () => {
    // given
    let now = 0;
    let text = '';
    const progress = consoleProgress(
      (words) => (text += words),
      () => now,
    );

    // when
    progress.step('构建界面');
    expect(text).toBe('· 构建界面 …');
    now = 3200;
    progress.step('启动服务');
    now = 3300;
    progress.done();
    progress.done();

    // then
    expect(text).toBe('· 构建界面 …  3.2 秒\n· 启动服务 …\n');
  });

  it('tells between two steps what should be looked at', () => {
    // given
    let text = '';
    const progress = consoleProgress((words) => (text += words));

    // when
    progress.step('部署流程和表单');
    progress.note('processes/a.bpmn:7 t 没有默认流');
    progress.step('启动服务');
    progress.done();

    // then
    expect(text).toBe('· 部署流程和表单 …\n  processes/a.bpmn:7 t 没有默认流\n· 启动服务 …\n');
  });
});
