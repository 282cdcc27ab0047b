#include "lib/action/file_writes.h"

#include <algorithm>
#include <span>

#include "lib/action/file_actor.h"
#include "lib/base/text.h"
#include "lib/shell/options.h"

namespace interlock {
FileActor::FileActor(Builder& builder, int index, const SimpleCommand& command, const FileRow& row)
    : builder_(builder),
      index_(index),
      command_(command),
      row_(row),
      channel_(row.program),
      line_(read_options(row.grammar, std::span(command.argv).subspan(1))) {
  for (const ReadOperand& operand : line_.operands) operands_.push_back(operand.word);
}

void FileActor::act() {
  if (surely_on(line_, "--help") || surely_on(line_, "--version")) return;
  switch (row_.shape) {
    case FileRow::Shape::each_updated: {
      const bool removes = row_.program == "shred" && (maybe_on(row_.grammar, line_, "-u") ||
                                                       maybe_on(row_.grammar, line_, "--remove"));
      for (const Word& one : operands_) removes ? remove(one) : put(one, nullptr);
      break;
    }
    case FileRow::Shape::each_removed:
      for (const Word& one : operands_) remove(one);
      break;
    case FileRow::Shape::mode_then_each:
      act_on_modes();
      break;
    case FileRow::Shape::copies:
    case FileRow::Shape::moves:
    case FileRow::Shape::links:
      act_on_copies();
      break;
    case FileRow::Shape::tee:
      for (const Word& one : operands_) {
        const Word path = resolved(one);
        if (builder_.is_written(path, index_)) continue;  // the shell room saw it, with its text
        put(one, command_.input.kind == Input::Kind::text ? &command_.input.text : nullptr);
      }
      break;
    case FileRow::Shape::stream_edit:
      act_on_stream_edit();
      break;
    case FileRow::Shape::of_equals:
      for (const Word& one : operands_)
        if (one.text.starts_with("of=") && !one.has_hole_in(0, 3)) put(one.substr(3), nullptr);
      break;
    case FileRow::Shape::downloads:
      act_on_downloads();
      break;
    case FileRow::Shape::last_updated:
      if (operands_.size() > 1 && operands_.back().text.find(':') == std::string::npos)
        add(Operation::update, resolved(operands_.back()));
      break;
    case FileRow::Shape::deletes_found:
      act_on_find();
      break;
    case FileRow::Shape::git:
      act_on_git();
      break;
    case FileRow::Shape::patch_text:
      act_on_patch_text(builder_, index_, operands_.empty() ? nullptr : &operands_.front());
      break;
  }
}

void FileActor::add(Operation operation, const Word& path, const std::string& added) {
  FileAction action;
  action.operation = operation;
  action.path = path;
  action.added = added;
  action.channel = channel_;
  action.command = index_;
  action.keeps_text =
      keeps_text_ || row_.program == "touch" || row_.shape == FileRow::Shape::mode_then_each;
  builder_.add_file(std::move(action));
}

void FileActor::put(const Word& name, const Word* content) {
  const Word path = resolved(name);
  const bool keeps = row_.program == "touch";
  add(builder_.put_operation(path), path,
      content != nullptr && !is_one_hole(*content) ? content->text : "");
  if (content != nullptr)
    builder_.note_write(path, *content, false, index_);
  else if (!keeps)
    builder_.note_changed(path, index_);
}

// chmod -x FILE: what looks like an option may be the mode.
void FileActor::act_on_modes() {
  bool mode = false;
  for (std::size_t i = 1; i < command_.argv.size(); ++i) {
    const Word& word = command_.argv[i];
    const bool dashed = word.text.size() > 1 && word.text[0] == '-' && !word.has_hole_in(0, 1);
    if (dashed && word.text[1] == '-') {
      if (word.text.starts_with("--reference") || word.text.starts_with("--from")) mode = true;
    } else if (dashed && word.text.find_first_not_of("RvfcHLPh", 1) == std::string::npos) {
      continue;
    } else if (!mode) {
      mode = true;
    } else {
      add(Operation::update, resolved(word));
    }
  }
}

void FileActor::act_on_copies() {
  const std::string_view names[] = {"-t", "--target-directory"};
  const Word* folder = last_value(line_, names);
  std::vector<Word> sources = operands_;
  Word target;
  if (folder != nullptr) {
    target = *folder;
  } else if (operands_.size() >= 2) {
    target = operands_.back();
    sources.pop_back();
  } else if (row_.shape == FileRow::Shape::links && operands_.size() == 1) {
    target = Word(".");
  } else {
    return;
  }
  const Word whole = resolved(target);
  const bool into = folder != nullptr || sources.size() > 1 || target.text.ends_with('/') ||
                    (whole.known() && builder_.files()->is_directory(whole.text));
  for (const Word& source : sources) {
    const Word from = resolved(source);
    Word to = target;
    if (into) {
      if (!to.text.ends_with('/')) to.append(Word("/"));
      const std::string_view name = known_base_name(source);
      to.append(name.empty() ? Word::unknown(source.text) : Word(name));
    }
    std::vector<Word> texts;
    if (row_.shape != FileRow::Shape::links || from.known())
      texts = builder_.texts_of(from, index_);
    put(to, texts.size() == 1 ? &texts.front() : nullptr);
    if (row_.shape == FileRow::Shape::moves) add(Operation::move, from);
  }
}

void FileActor::act_on_stream_edit() {
  bool in_place = false, scripted = false;
  std::string script;
  for (const ReadOption& option : line_.options) {
    if (option.name == "-i" || option.name == "--in-place") in_place = true;
    if (option.name == "-e" || option.name == "--expression") {
      scripted = true;
      if (option.value) script += option.value->text + '\n';
    }
    if (option.name == "-f" || option.name == "--file") scripted = true;
  }
  if (!in_place) return;
  if (!operands_.empty() && operands_.front().text.empty())
    operands_.erase(operands_.begin());  // BSD
  if (!scripted && !operands_.empty()) {
    script = operands_.front().text;
    operands_.erase(operands_.begin());
  }
  channel_ = "sed -i";
  for (const Word& one : operands_) {
    add(Operation::update, resolved(one), script);
    builder_.note_changed(resolved(one), index_);
  }
}

void FileActor::act_on_downloads() {
  const std::string_view names[] = {row_.program == "curl" ? "-o" : "-O", "--output",
                                    "--output-document"};
  if (const Word* file = last_value(line_, names)) {
    if (file->text != "-") put(*file, nullptr);
    return;
  }
  const bool by_name = row_.program == "wget" || maybe_on(row_.grammar, line_, "-O") ||
                       maybe_on(row_.grammar, line_, "--remote-name");
  if (!by_name) return;
  for (const Word& url : operands_) {
    const std::string_view name = known_base_name(url);
    if (!name.empty()) put(Word(name.substr(0, name.find('?'))), nullptr);
  }
}

void act_on_files(Builder& builder, int index) {
  const std::size_t outputs = builder.command(index).outputs.size();
  for (std::size_t i = 0; i < outputs; ++i) {
    const SimpleCommand::Output output = builder.command(index).outputs[i];
    const Word path = Builder::resolve(output.file, builder.command(index).directory);
    if (builder.is_written(path, index)) continue;  // noted with its text
    FileAction action;
    action.path = path;
    if (path.text.starts_with("/dev/")) continue;
    action.operation = builder.put_operation(path);
    action.channel = "redirection";
    action.command = index;
    builder.add_file(std::move(action));
    builder.note_changed(path, index);
  }
  const FileRow* row = find_file_row(builder.program(index));
  if (row == nullptr) return;
  const SimpleCommand command = builder.command(index);
  if (command.is_remote) return;  // not this machine's files
  FileActor(builder, index, command, *row).act();
}

}  // namespace interlock
