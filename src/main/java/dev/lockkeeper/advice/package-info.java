/// Words and ways out for every problem of every feature; a problem without advice does not compile.
@NullMarked
package dev.lockkeeper.advice;

import org.jspecify.annotations.NullMarked;
