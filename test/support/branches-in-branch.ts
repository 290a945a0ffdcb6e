import { process, type ProcessBuilder } from './process.ts';

/** What the automatic layout would draw twice: an event beside the last of three branches inside a branch. */
export function branchesInBranch(): ProcessBuilder {
  return process('twice')
    .start()
    .parallel('split')
    .sub('sub', (inside) =>
      inside
        .start('sub_start')
        .parallel('fork')
        .userTask('a')
        .parallel('join')
        .from('fork')
        .to('join')
        .from('fork')
        .userTask('b')
        .undo('undo', 'b')
        .boundaryTimer('late', 'b', { duration: 'PT1H', interrupting: false })
        .end('late_end')
        .from('b')
        .to('join')
        .end('sub_end'),
    )
    .parallel('merge')
    .from('split')
    .to('merge')
    .from('split')
    .to('merge')
    .end('end');
}
