/// One long piece of work: its steps and log, its stop, its outcome, and what can go wrong.
@NullMarked
package dev.lockkeeper.operation;

import org.jspecify.annotations.NullMarked;
