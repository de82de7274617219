/// Every word a person reads, in Korean and English.
@NullMarked
package dev.lockkeeper.words;

import org.jspecify.annotations.NullMarked;
