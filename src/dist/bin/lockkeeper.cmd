@echo off
rem Starts Lockkeeper with a Java 25 of this machine: the window without arguments, a verb with them.
setlocal EnableExtensions DisableDelayedExpansion
set "LK_LIB=%~dp0..\lib"
set "LK_SELF=%~f0"
set "LK_JAVA="

if defined LOCKKEEPER_JAVA_HOME (
    call :try "%LOCKKEEPER_JAVA_HOME%"
    if not defined LK_JAVA (
        echo lockkeeper: LOCKKEEPER_JAVA_HOME is "%LOCKKEEPER_JAVA_HOME%", which is not Java 25. 1>&2
        exit /b 69
    )
)
if defined JAVA25_HOME call :try "%JAVA25_HOME%"
if defined JAVA_HOME call :try "%JAVA_HOME%"
for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :try "%%~dp$PATH:J.."
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\BellSoft\*" "%ProgramFiles%\Microsoft\*" "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*" "%USERPROFILE%\.jdks\*" "%USERPROFILE%\.m2\jdks\*" "%USERPROFILE%\.gradle\jdks\*") do call :try "%%~D"
for /d %%D in ("%USERPROFILE%\scoop\apps\*") do call :try "%%~D\current"
if not defined LK_JAVA (
    echo lockkeeper: Java 25 was not found on this machine. Install one ^(for example Eclipse Temurin 25 from https://adoptium.net^) or set LOCKKEEPER_JAVA_HOME to its folder. 1>&2
    exit /b 69
)

rem Java keeps the classes it loaded last time in an archive, checks it against the jars and makes it anew by itself.
set "LK_CACHE=%LOCALAPPDATA%\Lockkeeper\cache"
if not exist "%LK_CACHE%\" mkdir "%LK_CACHE%" >nul 2>&1
set "LK_FLAGS=--enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xshare:auto -Xlog:disable"

if "%~1"=="" (
    if exist "%LK_CACHE%\" set LK_FLAGS=%LK_FLAGS% -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%LK_CACHE%\lockkeeper-@project.version@-window.jsa"
    goto window
)
if exist "%LK_CACHE%\" set LK_FLAGS=%LK_FLAGS% -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%LK_CACHE%\lockkeeper-@project.version@-verbs.jsa"
rem What the build learned of the start of a verb, for this very Java: only where no jar is newer, for Java would run old classes from it.
set "LK_RUNTIME="
set "LK_NEWEST="
for /f "usebackq tokens=2 delims==" %%V in (`findstr /b /c:"JAVA_RUNTIME_VERSION=" "%LK_JAVA%\release"`) do set "LK_RUNTIME=%%~V"
if exist "%LK_LIB%\verbs-%LK_RUNTIME%.aot" for /f "usebackq delims=" %%F in (`dir /b /a-d /o-d "%LK_LIB%"`) do if not defined LK_NEWEST set "LK_NEWEST=%%F"
if defined LK_NEWEST if "%LK_NEWEST%"=="verbs-%LK_RUNTIME%.aot" (
    set LK_FLAGS=--enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xlog:disable -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:-UsePerfData -XX:-AOTReplayTraining -XX:CompileThresholdScaling=4 "-XX:AOTCache=%LK_LIB%\verbs-%LK_RUNTIME%.aot"
)
"%LK_JAVA%\bin\java.exe" %LK_FLAGS% -XX:TieredStopAtLevel=1 "-Dlockkeeper.launcher=%LK_SELF%" -cp "%LK_LIB%\lockkeeper-@project.version@.jar" dev.lockkeeper.Main %*
exit /b %ERRORLEVEL%

:window
start "" "%LK_JAVA%\bin\javaw.exe" %LK_FLAGS% -XX:CompileThresholdScaling=4 -XX:+UnlockDiagnosticVMOptions -XX:AsyncDeflationInterval=5000 -XX:-UsePerfData "-Dlockkeeper.launcher=%LK_SELF%" -cp "%LK_LIB%\lockkeeper-@project.version@.jar" dev.lockkeeper.Main
exit /b 0

:try
if defined LK_JAVA exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
findstr /b /c:"JAVA_VERSION=\"25" "%~1\release" >nul 2>&1
if not errorlevel 1 set "LK_JAVA=%~1"
exit /b 0
