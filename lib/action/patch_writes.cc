// Files that a patch writes, as a call of its own or as text of apply_patch in a command line.
#include "lib/action/builder.h"
#include "lib/action/file_writes.h"

namespace interlock {

std::vector<FileAction> files_of_patch(const std::vector<PatchedFile>& files, const Word& directory,
                                       int command) {
  std::vector<FileAction> actions;
  for (const PatchedFile& file : files) {
    FileAction action;
    action.path = Builder::resolve(Word(file.path), directory);
    action.added = file.added;
    action.removed = file.removed;
    action.channel = "apply_patch";
    action.command = command;
    switch (file.operation) {
      case PatchedFile::Operation::add:
        action.operation = FileAction::Operation::add;
        break;
      case PatchedFile::Operation::update:
        action.operation = FileAction::Operation::update;
        break;
      case PatchedFile::Operation::remove:
        action.operation = FileAction::Operation::remove;
        break;
    }
    if (!file.moved_to.empty()) {
      FileAction source = action;
      source.operation = FileAction::Operation::move;
      actions.push_back(std::move(source));
      action.operation = FileAction::Operation::add;
      action.path = Builder::resolve(Word(file.moved_to), directory);
    }
    actions.push_back(std::move(action));
  }
  return actions;
}

void act_on_patch_text(Builder& builder, int index, const Word* operand) {
  const SimpleCommand command = builder.command(index);
  Word text;
  if (operand != nullptr)
    text = *operand;
  else if (command.input.kind == Input::Kind::text)
    text = command.input.text;
  else if (command.input.kind == Input::Kind::file)
    for (const Word& one :
         builder.texts_of(Builder::resolve(command.input.text, command.directory), index))
      text = one;
  if (text.text.empty()) {
    if (command.input.kind == Input::Kind::command)
      builder.add_opaque("syntax", "apply_patch is given a patch that the line does not show", "",
                         index);
    return;
  }
  const Result<std::vector<PatchedFile>> files = parse_patch(text.text);
  if (!files) {
    builder.add_opaque("syntax",
                       "the patch of apply_patch cannot be read: " + files.error().message,
                       text.text, index);
    return;
  }
  for (FileAction& action : files_of_patch(*files, command.directory, index))
    builder.add_file(std::move(action));
  for (const PatchedFile& file : *files) {
    const Word path = Builder::resolve(Word(file.path), command.directory);
    if (file.operation == PatchedFile::Operation::add)
      builder.note_write(path, Word(file.added), false, index);
    else
      builder.note_changed(path, index);
  }
}

}  // namespace interlock
