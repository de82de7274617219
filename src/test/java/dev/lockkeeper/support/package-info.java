@NullMarked
package dev.lockkeeper.support;

import org.jspecify.annotations.NullMarked;
