@echo off
node "%~dp0thaw" %*
